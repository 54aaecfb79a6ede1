"""The national e-identity (VNConnect-like), over OpenID Connect.

Modelled on public client code; no official document was found.
"""
