"""Fees: charges, attempts at the payment platform, receipts, refunds."""
