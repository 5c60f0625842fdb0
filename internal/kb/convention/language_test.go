package convention_test

import (
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"hotro/internal/kb/convention"
	"hotro/internal/pattern"
	"hotro/prompts"
)

// Every language is held to its own sentences, those that say a thing and those
// that only seem to.
func TestLanguagesKeepTheirExamples(t *testing.T) {
	all, err := convention.Languages(prompts.FS, convention.Names{Reference: []string{"call id", "call-id", "mã cuộc gọi"}})
	if err != nil || len(all) < 3 {
		t.Fatalf("got %d languages, %v, want three at least", len(all), err)
	}
	for _, l := range all {
		n := 0
		for name, re := range map[string]*pattern.Pattern{"collect": l.Collect, "handoff": l.Handoff, "wait": l.Wait} {
			for _, s := range l.Says[name] {
				if n++; l.Said(re, s) == nil {
					t.Errorf("%s: %q is no %s", l.Name, s, name)
				}
			}
			for _, s := range l.Not[name] {
				if l.Said(re, s) != nil {
					t.Errorf("%s: %q is a %s", l.Name, s, name)
				}
			}
		}
		if n == 0 {
			t.Errorf("%s: no sentence says anything", l.Name)
		}
		for _, s := range l.Says["wait"] {
			if d, ok := l.Timer(s); !ok || d < time.Minute {
				t.Errorf("%s: %q waits %v", l.Name, s, d)
			}
		}
	}
}

func TestLanguagesThatCannotBeRead(t *testing.T) {
	for text, want := range map[string]string{
		"[handof]\npattern = 'x'":                                  "handof",
		"[wait]\npattern = '(a)(b)'\n[wait.units]\nday = \"1day\"": "day",
	} {
		_, err := convention.Languages(fstest.MapFS{"conventions/xx.toml": {Data: []byte(text)}}, convention.Names{})
		if err == nil || !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "conventions/xx.toml") {
			t.Errorf("%q: got %v, want the file and %q", text, err, want)
		}
	}
	if _, err := convention.Languages(fstest.MapFS{}, convention.Names{}); err == nil {
		t.Error("no languages at all: got no error")
	}
}
