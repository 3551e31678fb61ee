"""The import of companies: what the wizard of imports asks of its kinds."""
