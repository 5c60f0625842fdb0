package ocr_test

import (
	"bytes"
	"flag"
	"image"
	"image/jpeg"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"golang.org/x/image/draw"

	"hotro/internal/intent"
	"hotro/internal/kb"
	"hotro/internal/ocr"
	"hotro/knowledge"
	"hotro/prompts"
)

var shots = flag.String("shots", "testdata/shots", "folder of screenshots named <code>.<look>; testdata/render makes more")

// compile builds the shipped matcher once; it is immutable.
var compile = sync.OnceValues(func() (*intent.Matcher, error) {
	g, _, err := kb.Compile(knowledge.FS)
	if err != nil {
		return nil, err
	}
	w, err := intent.LoadWords(prompts.FS)
	if err != nil {
		return nil, err
	}
	return intent.New(g, w), nil
})

func matcher(t *testing.T) *intent.Matcher {
	t.Helper()
	m, err := compile()
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// patient leaves time for a machine that does other things too.
var patient = ocr.Config{Limit: 2, Timeout: 2 * time.Minute}

// installed fails the test where tesseract is missing: nothing here can be
// shown without it.
func installed(t *testing.T) {
	t.Helper()
	langs, err := ocr.New(ocr.Config{}).Available(t.Context())
	if err != nil {
		t.Fatalf("%v (apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng)", err)
	}
	if !slices.Contains(langs, "vie") || !slices.Contains(langs, "eng") {
		t.Fatalf("languages: got %v, want vie and eng", langs)
	}
}

func useful(m *intent.Matcher) func(string) bool {
	return func(s string) bool {
		r := m.Screen(s)
		return r.Code != "" || len(r.Refs) > 0
	}
}

func TestCodesAreReadOffScreens(t *testing.T) {
	installed(t)
	m := matcher(t)
	files, err := filepath.Glob(filepath.Join(*shots, "*.*"))
	if err != nil || len(files) < 14 {
		t.Fatalf("got %d screenshots in %s, %v; want at least 14", len(files), *shots, err)
	}
	e := &ocr.Reader{Tesseract: ocr.New(patient), Found: useful(m)}
	var mu sync.Mutex
	var misses []string
	t.Run("read", func(t *testing.T) {
		for _, f := range files {
			t.Run(filepath.Base(f), func(t *testing.T) {
				t.Parallel()
				data, err := os.ReadFile(f)
				if err != nil {
					t.Fatal(err)
				}
				text, by, err := e.Read(t.Context(), "u", data)
				if err != nil || by != ocr.ByTesseract {
					t.Fatalf("got %q, %v", by, err)
				}
				want, _, _ := strings.Cut(filepath.Base(f), ".")
				switch r := m.Screen(text); {
				case r.Intent == intent.KindTopic && r.Topic == want:
				case r.Intent == intent.KindTopic:
					t.Errorf("read %s, want %s; no wrong code is allowed\n%s", r.Topic, want, text)
				default:
					mu.Lock()
					defer mu.Unlock()
					misses = append(misses, filepath.Base(f))
				}
			})
		}
	})
	if got := 100 * (len(files) - len(misses)) / len(files); got < 92 {
		t.Errorf("%d %% of %d codes read, want 92; missed %v", got, len(files), misses)
	}
	t.Logf("%d of %d codes read", len(files)-len(misses), len(files))
}

func TestAThumbnailIsRead(t *testing.T) {
	installed(t)
	m := matcher(t)
	data, err := os.ReadFile("testdata/shots/FROM_NUMBER_NOT_FOUND.red-snackbar-1x.chat.jpg")
	if err != nil {
		t.Fatal(err)
	}
	full, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	small := image.NewRGBA(image.Rect(0, 0, 480, 270))
	draw.BiLinear.Scale(small, small.Bounds(), full, full.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, small, nil); err != nil {
		t.Fatal(err)
	}
	text, err := ocr.New(patient).Read(t.Context(), b.Bytes(), useful(m))
	if err != nil {
		t.Fatal(err)
	}
	if r := m.Screen(text); r.Topic != "FROM_NUMBER_NOT_FOUND" {
		t.Errorf("got %q, want the code", r.Topic)
	}
}
