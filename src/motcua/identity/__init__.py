"""Who acts: staff accounts, their roles by agency, and the door that every address declares."""
