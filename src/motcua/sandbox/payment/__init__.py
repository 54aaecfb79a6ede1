"""A stand-in for VNPAY: the other side of the protocol, written without a look at ours.

Source: public client code of integrators (MIT); no official specification was at hand.
"""
