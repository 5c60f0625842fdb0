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
	for _, s := range app.Settings() {
		if !strings.Contains(string(b), "`"+s.Name+"`") {
			t.Errorf("README.md does not name %s", s.Name)
		}
	}
}
