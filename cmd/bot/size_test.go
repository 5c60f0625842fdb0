package main

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever calls methods by a name that is known only when it runs, as text/template
// does, has the linker keep every exported method of every type: nine megabytes.
func TestNothingCallsMethodsByName(t *testing.T) {
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags=-s -w -dumpdep", "-o", filepath.Join(t.TempDir(), "bot"), ".")
	said, err := build.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said[max(0, len(said)-2000):])
	}
	lines := 0
	for line := range strings.Lines(string(said)) {
		if lines++; strings.Contains(line, "<ReflectMethod>") {
			t.Errorf("it calls methods by name: %s", line)
		}
	}
	if lines < 10_000 {
		t.Errorf("the linker told of %d dependencies, want all of them", lines)
	}
}
