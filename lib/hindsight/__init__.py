"""Read old policy commentary in hindsight."""
