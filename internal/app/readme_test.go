package app_test

import (
	"os"
	"strings"
	"testing"

	"hotro/internal/app"
)

// TestEverySettingIsInTheReadme: a setting nobody can find does not exist.
func TestEverySettingIsInTheReadme(t *testing.T) {
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	names, err := app.Settings()
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		if !strings.Contains(string(b), "`"+name+"`") {
			t.Errorf("README.md does not name %s", name)
		}
	}
}
