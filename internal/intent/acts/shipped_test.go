package acts

import (
	"bytes"
	"flag"
	"os"
	"testing"

	"hotro/internal/intent/lexicon"
	"hotro/internal/intent/linear"
)

var update = flag.Bool("update", false, "write weights.bin anew")

// Fresh checks that weights.bin is what the words data train; with -update it
// writes the file. It is called by the tests that know the words.
func Fresh(t *testing.T, w *lexicon.Words) {
	t.Helper()
	packed := Train(w).pack(w)
	if *update {
		if err := os.WriteFile("weights.bin", packed, 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if !bytes.Equal(packed, weights) {
		t.Error("weights.bin is not what prompts/words train: go test ./internal/intent/acts -update")
	}
}

func FuzzOpenBinary(f *testing.F) {
	f.Add(weights[32:200])
	f.Add([]byte{1, 0, 0, 0, 1, 0, 0, 0})
	f.Fuzz(func(_ *testing.T, b []byte) {
		if p, err := linear.OpenBinary(b); err == nil {
			p.Margins(nil, new(linear.Vector), []linear.Feature{{Key: 7, Weight: 1}, {Key: 0, Weight: 1}})
		}
	})
}
