package page

import (
	"errors"
	"testing"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

const sentence = "Không in được: kiểm tra dây nguồn, lỗi máy in bị kẹt giấy"

// Every encoding in which Vietnamese was written gives the same text; what is none
// of them is refused.
func TestDecode(t *testing.T) {
	utf, err := utf16.UTF16(utf16.LittleEndian, utf16.IgnoreBOM).NewEncoder().Bytes([]byte(sentence))
	if err != nil {
		t.Fatal(err)
	}
	big, err := utf16.UTF16(utf16.BigEndian, utf16.UseBOM).NewEncoder().Bytes([]byte(sentence))
	if err != nil {
		t.Fatal(err)
	}
	for name, raw := range map[string][]byte{
		"UTF-8":         []byte(sentence),
		"UTF-16 no BOM": utf,
		"UTF-16 BE":     big,
		"TCVN3":         []byte("Kh\xabng in \xae\xad\xeec: ki\xd3m tra d\xa9y ngu\xe5n, l\xe7i m\xb8y in b\xde k\xd1t gi\xcay"),
		"VNI":           []byte("Kho\xe2ng in \xf1\xf6\xf4\xefc: kie\xe5m tra da\xe2y nguo\xe0n, lo\xe3i ma\xf9y in b\xf2 ke\xeft gia\xe1y"),
		"Windows-1258":  windows1258(t),
	} {
		if got, err := Decode(raw); err != nil || got != sentence {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
	}
	for _, raw := range []string{"A_B\xff\xfe", "\x00\x01\x02\xff", "caf\xe9 cr\xe8me br\xfbl\xe9e d\xe9j\xe0"} {
		if got, err := Decode([]byte(raw)); !errors.Is(err, ErrEncoding) {
			t.Errorf("%q: got %q, %v, want a refusal", raw, got, err)
		}
	}
}

// windows1258 writes the sentence as that code page does: a letter, then its tone.
func windows1258(t *testing.T) []byte {
	t.Helper()
	var out []byte
	for _, r := range sentence {
		if b, ok := charmap.Windows1258.EncodeRune(r); ok {
			out = append(out, b)
			continue
		}
		d := []rune(norm.NFD.String(string(r)))
		tone := d[len(d)-1]
		if len(d) == 3 && d[1] == '\u0323' {
			d[1], tone = d[2], d[1]
		}
		base := norm.NFC.String(string(d[:len(d)-1]))
		for _, x := range base + string(tone) {
			b, ok := charmap.Windows1258.EncodeRune(x)
			if !ok {
				t.Fatalf("no byte for %q", x)
			}
			out = append(out, b)
		}
	}
	return out
}
