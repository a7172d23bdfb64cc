"""Forms: shape only; what a value means is said by the engine, what is allowed by the services."""
