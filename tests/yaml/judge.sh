#!/bin/sh
# The npm package `yaml` and the YAML test suite as judges of compiler/yaml, and
# the corpus of the fuzzer once more under sanitizers.
#
#   tests/yaml/judge.sh [MUTANTS [SEED]]
set -eu
cd "$(dirname "$0")/../.."
tests/yaml/build.sh driver tests/yaml/driver.c release >&2
node tests/yaml/judge.mjs repo
node tests/yaml/judge.mjs mutants "${1:-10000}" "${2:-31}"
node tests/yaml/judge.mjs suite
replay=$(EXTRA=-DREPLAY tests/yaml/build.sh fuzz_yaml_replay tests/fuzz/fuzz_yaml.c san)
"$replay" tests/fuzz/corpus/yaml/*
