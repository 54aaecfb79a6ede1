"""The national population database, as its integration “037” is asked over SOAP.

Modelled on public client code; no official document was found. What that code does not show is
ours: the answer to the yes/no question, the day of death, faults as SOAP 1.1 wants them.
"""
