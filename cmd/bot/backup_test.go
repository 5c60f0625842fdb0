package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"filippo.io/age"
)

// TestSealedBackupDrill: a backup of the embedded store is written for a key
// and read back with its secret; without it, with two ways at once, or over a
// file that is there, nothing is done.
func TestSealedBackupDrill(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		t.Helper()
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	key, err := age.GenerateX25519Identity()
	if err != nil {
		t.Fatal(err)
	}
	public, secret, empty := file("public.txt", key.Recipient().String()+"\n"), file("secret.txt", key.String()+"\n"), file("empty.txt", "\n")
	to, old := filepath.Join(dir, "x.age"), []string{"DATA_DIR=" + filepath.Join(dir, "old")}
	out, errs, code := bot(t, "", old, "backup", to, "--recipients", public)
	if code != 0 || !strings.Contains(out, "things are in "+to) {
		t.Fatalf("backup: exit %d: %s%s", code, out, errs)
	}
	if b, err := os.ReadFile(to); err != nil || !strings.HasPrefix(string(b), "age-encryption.org/v1\n") {
		t.Errorf("the backup is not encrypted: %v", err)
	}
	for _, c := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"backup", to}, 1, "exists"},
		{[]string{"backup", to + "2", "--recipients", empty}, 1, "is empty"},
		{[]string{"backup", to + "2", "--recipients", public, "--passphrase", secret}, 2, "not both"},
		{[]string{"restore", to}, 1, "encrypted"},
		{[]string{"restore", to, "--passphrase", secret}, 1, "can't be decrypted"},
		{[]string{"restore", public, "--identity", secret}, 1, "not encrypted"},
		{[]string{"restore", to, "--identity", secret}, 0, ""},
	} {
		out, errs, code := bot(t, "", []string{"DATA_DIR=" + filepath.Join(dir, "new")}, c.args...)
		if code != c.code || !strings.Contains(errs, c.says) {
			t.Errorf("bot %v: exit %d: %s%s; want %d and %q", c.args, code, out, errs, c.code, c.says)
		}
	}
	if _, err := os.Stat(to + "2"); err == nil {
		t.Error("a backup that failed left a file")
	}
}
