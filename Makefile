# Shortcuts for make.py, which does the work and needs Python alone.
PYTHON ?= python3

.PHONY: demo test check env
demo test check env:
	@$(PYTHON) make.py $@
