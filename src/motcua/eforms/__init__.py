"""Electronic forms: Form.io definitions, rendered and validated on the server."""
