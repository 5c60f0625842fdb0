package door_test

import (
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"hotro/internal/door"
)

// TestDoor: a client reaches who listens, nobody else is let in, and what a
// dead process left is in nobody's way.
func TestDoor(t *testing.T) {
	dir, err := os.MkdirTemp("", "door")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	if _, there, err := door.Knock(t.Context(), dir); there || err != nil {
		t.Fatalf("nobody is there: got %v, %v", there, err)
	}
	dead, err := door.Listen(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	dead.(*net.UnixListener).SetUnlinkOnClose(false)
	_ = dead.Close()
	if _, there, err := door.Knock(t.Context(), dir); there || err != nil {
		t.Fatalf("a dead process's: got %v, %v; want that nobody is there", there, err)
	}
	ln, err := door.Listen(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	served := make(chan error, 1)
	go func() {
		served <- door.Serve(ctx, ln, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, r.URL.Path) }))
	}()
	defer func() {
		cancel()
		if err := <-served; err != nil {
			t.Error(err)
		}
	}()
	if i, err := os.Stat(filepath.Join(dir, "hotro.sock")); err != nil || i.Mode().Perm() != 0o600 {
		t.Errorf("the socket: got %v, %v; want it for its owner alone", i.Mode(), err)
	}
	client, there, err := door.Knock(t.Context(), dir)
	if err != nil || !there {
		t.Fatalf("knock: got %v, %v", there, err)
	}
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, door.Host+"/hello", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if b, _ := io.ReadAll(res.Body); string(b) != "/hello" {
		t.Errorf("got %q", b)
	}
	long := filepath.Join(dir, strings.Repeat("x", 120))
	if _, there, err := door.Knock(t.Context(), long); there || err != nil {
		t.Errorf("a folder whose socket's path is too long: got %v, %v; want that nobody is there", there, err)
	}
}
