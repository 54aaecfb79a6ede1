"""The carriers of messages: an SMS gateway over HTTP, a mail server over SMTP, and their inboxes.

Modelled on public client code of SMS gateways; no contract of an operator was found.
"""
