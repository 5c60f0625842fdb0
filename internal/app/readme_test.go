package app_test

import (
	"os"
	"strings"
	"testing"

	"github.com/caarlos0/env/v11"

	"hotro/internal/app"
)

// TestEverySettingIsInTheReadme: a setting nobody can find does not exist.
func TestEverySettingIsInTheReadme(t *testing.T) {
	b, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	params, err := env.GetFieldParams(&app.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range params {
		if p.Key != "" && !strings.Contains(string(b), "`"+p.Key+"`") {
			t.Errorf("README.md does not name %s", p.Key)
		}
	}
}
