package telegram

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/channels"
)

var rewrite = flag.Bool("update", false, "rewrite what is wanted of the updates in testdata")

// sample is one file of testdata/updates: a raw update as Telegram sends it,
// and what must come of it.
type sample struct {
	About  string          `json:"about"`
	Update json.RawMessage `json:"update"`
	Want   channels.Heard  `json:"want"`
}

func read(t testing.TB, file string) sample {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var s sample
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&s); err != nil || s.About == "" || len(s.Update) == 0 {
		t.Fatalf("%s: want about, update and want; %v", file, err)
	}
	return s
}

func encoded(t *testing.T, v any) []byte {
	t.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// TestUpdates decodes every update of testdata/updates and compares what
// comes out with what the file wants.
func TestUpdates(t *testing.T) {
	b := offline(t)
	files, err := filepath.Glob("testdata/updates/*.json")
	if err != nil || len(files) < 150 {
		t.Fatalf("got %d updates, %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".json"), func(t *testing.T) {
			s := read(t, file)
			got, err := b.Hear(s.Update)
			if err != nil {
				t.Fatal(err)
			}
			if *rewrite {
				s.Want = got
				if err := os.WriteFile(file, encoded(t, s), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if g, w := encoded(t, got), encoded(t, s.Want); !bytes.Equal(g, w) {
				t.Errorf("%s: got:\n%s\nwant:\n%s", s.About, g, w)
			}
		})
	}
}
