"""Stand-ins for two payment platforms and a bank, written without a look at our side.

VNPAY; the national portal's platform (`dvcqg*`); the bank's statement (`bank*`). They keep books of
their own. Source: public client code of integrators; no official specification was at hand.
"""
