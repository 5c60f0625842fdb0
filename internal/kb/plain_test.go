package kb_test

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"hotro/internal/kb"
)

// TestOnlyPlainFilesOfADocumentsSizeAreRead: a directory of documents in which
// a name leads to a device, a pipe or something huge is refused, by name.
func TestOnlyPlainFilesOfADocumentsSizeAreRead(t *testing.T) {
	for _, c := range []struct {
		name, want string
		put        func(path string) error
	}{
		{"device.md", "not a plain file", func(path string) error { return os.Symlink("/dev/zero", path) }},
		{"pipe.md", "not a plain file", func(path string) error { return syscall.Mkfifo(path, 0o600) }},
		{"huge.md", "larger than", func(path string) error {
			if err := os.WriteFile(path, nil, 0o600); err != nil {
				return err
			}
			return os.Truncate(path, 1<<40)
		}},
	} {
		dir := t.TempDir()
		if err := c.put(filepath.Join(dir, c.name)); err != nil {
			t.Fatal(err)
		}
		_, _, err := kb.Compile(os.DirFS(dir))
		if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), c.name) {
			t.Errorf("%s: got %v, want an error that names it and says %q", c.name, err, c.want)
		}
	}
}
