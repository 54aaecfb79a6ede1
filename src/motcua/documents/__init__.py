"""Stored files, official papers, signatures and their verification."""
