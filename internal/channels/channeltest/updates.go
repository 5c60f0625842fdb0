package channeltest

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/channels"
	"hotro/internal/goldentest"
)

// Update is one file of testdata/updates: a raw update as a platform sends it,
// and what must come of it.
type Update struct {
	About  string          `json:"about"`
	Update json.RawMessage `json:"update"`
	Want   channels.Heard  `json:"want"`

	file string
}

// Updates reads every update of a directory; there must be at least so many.
func Updates(tb testing.TB, dir string, least int) []Update {
	tb.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.json"))
	if err != nil || len(files) < least {
		tb.Fatalf("%s: got %d updates, want at least %d; %v", dir, len(files), least, err)
	}
	var all []Update
	for _, file := range files {
		u := Update{file: file}
		d := json.NewDecoder(bytes.NewReader(goldentest.Read(tb, file)))
		d.DisallowUnknownFields()
		if err := d.Decode(&u); err != nil || u.About == "" || len(u.Update) == 0 {
			tb.Fatalf("%s: want about, update and want; %v", file, err)
		}
		all = append(all, u)
	}
	return all
}

// PlayUpdates decodes every update and holds what comes of it against what the
// file wants; with -update it writes that.
func PlayUpdates(t *testing.T, all []Update, decode func(raw []byte) (channels.Arrivals, error)) {
	t.Helper()
	for _, u := range all {
		t.Run(strings.TrimSuffix(filepath.Base(u.file), ".json"), func(t *testing.T) {
			got, err := decode(u.Update)
			if err != nil {
				t.Fatal(err)
			}
			heard := channels.Hear(got)
			if goldentest.Updating() {
				u.Want = heard
				if err := os.WriteFile(u.file, indented(t, u), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if g, w := indented(t, heard), indented(t, u.Want); !bytes.Equal(g, w) {
				t.Errorf("%s: got:\n%s\nwant:\n%s", u.About, g, w)
			}
		})
	}
}

func indented(tb testing.TB, v any) []byte {
	tb.Helper()
	var out bytes.Buffer
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(v); err != nil {
		tb.Fatal(err)
	}
	return out.Bytes()
}
