# Needs Python 3.11 and make, nothing else.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
STORE := .briefing

.PHONY: demo test setup lint types tests clean

# Set up, index the sample documents and ask: a figure, a passage, one that the documents do not answer.
demo: setup
	$(BIN)/briefing index samples --store $(STORE)
	$(BIN)/briefing ask "2024년 가람시 행정국 총무과 사업비 예산현액은 얼마인가요?" --store $(STORE)
	$(BIN)/briefing ask "가람시 이웃갈등조정실을 운영하는 목적은 무엇입니까?" --store $(STORE)
	$(BIN)/briefing ask "새별구 구청장 관용차의 1년 기름값은 얼마인가요?" --store $(STORE)

# Set up and pass everything that is checked.
test: setup lint types tests

setup: $(VENV)/.installed

$(VENV)/.installed: pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable ".[dev]"
	touch $@

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: setup
	$(BIN)/mypy

tests: setup
	OMP_NUM_THREADS=1 $(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile

clean:
	rm -rf $(VENV) $(STORE) .mypy_cache .ruff_cache .pytest_cache
