"""Reports: charts and tables from frames. Frame in, figure out: nothing here asks the workspace anything."""
