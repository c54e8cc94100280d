"""The parts of the HTTP server: shared stores, request and answer shapes, access, MCP tools."""
