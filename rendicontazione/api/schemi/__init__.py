"""The shapes of what the API answers: they are the OpenAPI document, and every answer is made through them."""
