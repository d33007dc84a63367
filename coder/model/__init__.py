"""Values of the program: frozen dataclasses over the standard library, no behaviour beyond themselves."""
