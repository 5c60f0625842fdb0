package ocr_test

import (
	"flag"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"hotro/internal/ocr"
)

var all = flag.Bool("hard", false, "read every picture of testdata/hard, one after the other, and tell how long it takes")

// TestPicturesAsUsersTakeThem: from the side, dim, out of focus, turned, small,
// of twelve megapixels. Most are read, and none is read as another code. What
// is chosen is chosen by those in testdata/hard/dev; those in
// testdata/hard/kept measure it.
func TestPicturesAsUsersTakeThem(t *testing.T) {
	installed(t)
	for _, set := range []string{"dev", "kept"} {
		files, err := filepath.Glob(filepath.Join("testdata/hard", set, "*.*"))
		if err != nil || len(files) != 14 {
			t.Fatalf("got %d pictures in %s, %v; want 14", len(files), set, err)
		}
		var took []time.Duration
		read, codes := 0, 0
		for i, f := range files {
			if !*all && i%4 != 0 {
				continue
			}
			began := time.Now()
			want, got := readShot(t, f)
			if got != "" && got != want {
				t.Errorf("%s: read %s; no wrong code is allowed", f, got)
			}
			if want != "" {
				codes++
				took = append(took, time.Since(began))
			}
			if want != "" && got == want {
				read++
			}
			t.Logf("%6d ms  %s: %s", time.Since(began).Milliseconds(), filepath.Base(f), got)
		}
		slices.Sort(took)
		t.Logf("%s: %d of %d read; p50 %s, p95 %s", set, read, codes, took[len(took)/2].Round(time.Millisecond), took[len(took)*95/100].Round(time.Millisecond))
		if 100*read < 92*codes {
			t.Errorf("%s: %d of %d read, want 92 %%", set, read, codes)
		}
	}
}

// readShot returns the code that is on a picture, by its name, and the one
// that is read.
func readShot(t *testing.T, file string) (want, got string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m := matcher(t)
	text, _, err := (&ocr.Reader{Tesseract: ocr.New(patient), Found: useful(m)}).Read(t.Context(), "u", data)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	if want, _, _ = strings.Cut(filepath.Base(file), "."); want == "none" {
		want = ""
	}
	return want, m.Screen(text).Code
}
