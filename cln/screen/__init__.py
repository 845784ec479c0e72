"""What people see: a view of a result, printed as tables, plain text or JSON. Only here is rich known."""
