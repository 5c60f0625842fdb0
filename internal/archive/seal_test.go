package archive_test

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"

	"filippo.io/age"

	"hotro/internal/archive"
)

// TestSealedBackup: what is encrypted is read with its key and with no other; a
// key is not ignored, and what is changed or cut short is noticed.
func TestSealedBackup(t *testing.T) {
	ours, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	other, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	const words = "con mèo xanh bị kẹt"
	for name, c := range map[string]struct{ write, read, wrong archive.Keys }{
		"recipient":  {archive.Keys{Recipients: "# ours\n" + ours.Recipient().String() + "\n"}, archive.Keys{Identities: ours.String()}, archive.Keys{Identities: other.String()}},
		"passphrase": {archive.Keys{Passphrase: "bốn chữ cái"}, archive.Keys{Passphrase: "bốn chữ cái"}, archive.Keys{Passphrase: "năm chữ cái"}},
	} {
		var out bytes.Buffer
		w, err := c.write.Seal(&out)
		if err == nil {
			_, err = io.WriteString(w, words)
			err = errors.Join(err, w.Close())
		}
		if err != nil || strings.Contains(out.String(), "mèo") {
			t.Fatalf("%s: %v, or it can be read", name, err)
		}
		unseal := func(k archive.Keys, b []byte) (string, error) {
			r, err := k.Unseal(bytes.NewReader(b))
			if err != nil {
				return "", err
			}
			got, err := io.ReadAll(r)
			return string(got), err
		}
		if got, err := unseal(c.read, out.Bytes()); err != nil || got != words {
			t.Errorf("%s: got %q, %v", name, got, err)
		}
		if _, err := unseal(c.wrong, out.Bytes()); err == nil {
			t.Errorf("%s: read with another key", name)
		}
		if _, err := unseal(archive.Keys{}, out.Bytes()); !errors.Is(err, archive.ErrSealed) {
			t.Errorf("%s: without a key: got %v, want ErrSealed", name, err)
		}
		if _, err := unseal(c.read, []byte("plain words that nobody has encrypted")); !errors.Is(err, archive.ErrUnsealed) {
			t.Errorf("%s: not encrypted: got %v, want ErrUnsealed", name, err)
		}
		if _, err := unseal(c.read, out.Bytes()[:out.Len()-1]); err == nil {
			t.Errorf("%s: cut short, and nobody noticed", name)
		}
	}
	var plain bytes.Buffer
	w, err := archive.Keys{}.Seal(&plain)
	if err == nil {
		_, err = io.WriteString(w, words)
	}
	if r, err2 := (archive.Keys{}).Unseal(&plain); err != nil || err2 != nil {
		t.Errorf("no keys: %v, %v", err, err2)
	} else if got, _ := io.ReadAll(r); string(got) != words {
		t.Errorf("no keys: got %q", got)
	}
	if _, err := (archive.Keys{Recipients: "age1nonsense"}).Seal(io.Discard); err == nil {
		t.Error("a key that is none was taken")
	}
}
