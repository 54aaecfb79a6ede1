"""How clients show who they are."""
