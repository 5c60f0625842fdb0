package ocr_test

import (
	"os"
	"path/filepath"
	"testing"

	"hotro/internal/ocr"
)

// An error on a box that stands out is read at the first look, which sees
// nothing but the box.
func TestABoxThatStandsOutIsReadFirst(t *testing.T) {
	installed(t)
	m := matcher(t)
	for _, look := range []string{"red-snackbar", "dark-snackbar"} {
		files, err := filepath.Glob("testdata/shots/*." + look + "*")
		if err != nil || len(files) == 0 {
			t.Fatalf("%s: got %d screenshots, %v", look, len(files), err)
		}
		data, err := os.ReadFile(files[0])
		if err != nil {
			t.Fatal(err)
		}
		looks := 0
		text, err := ocr.New(patient).Read(t.Context(), data, func(s string) bool { looks++; return useful(m)(s) })
		if err != nil {
			t.Fatal(err)
		}
		if r := m.Screen(text); r.Code == "" || looks != 1 || len(text) > 120 {
			t.Errorf("%s: got code %q after %d looks, want one look at the box alone:\n%s", files[0], r.Code, looks, text)
		}
	}
}
