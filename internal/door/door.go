// Package door is the way into a running program for commands on the same
// machine: HTTP on a socket in its data folder. A store that only one process
// can open is reached through the process that has it.
//
// Who may open the socket may do all that it offers: it is guarded by the
// folder's and its own permissions, as the store beside it is. It knows nothing
// of what it offers. Start reading at Listen.
package door

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// name of the socket in the data folder.
const name = "hotro.sock"

// Host stands in the addresses of requests: the client goes to the socket
// whatever it says.
const Host = "http://bot"

// Listen opens the door of a data folder. The caller has the folder's store
// open, so that a socket found there is a dead process's.
func Listen(ctx context.Context, folder string) (net.Listener, error) {
	path := filepath.Join(folder, name)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("door: %w", err)
	}
	ln, err := (&net.ListenConfig{}).Listen(ctx, "unix", path)
	if err == nil {
		err = os.Chmod(path, 0o600)
	}
	if err != nil {
		return nil, fmt.Errorf("door: %w", err)
	}
	return ln, nil
}

// Serve answers at the door until ctx ends.
func Serve(ctx context.Context, ln net.Listener, h http.Handler) error {
	s := &http.Server{Handler: h, ReadHeaderTimeout: 5 * time.Second, BaseContext: func(net.Listener) context.Context { return ctx }}
	stop := context.AfterFunc(ctx, func() { _ = s.Close() })
	defer stop()
	if err := s.Serve(ln); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("door: %w", err)
	}
	return nil
}

// Knock returns a client for the program that runs on a data folder; false when
// none does. The answer is of this moment.
func Knock(ctx context.Context, folder string) (*http.Client, bool, error) {
	dial := func(ctx context.Context, _, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, "unix", filepath.Join(folder, name))
	}
	conn, err := dial(ctx, "", "")
	switch {
	case errors.Is(err, os.ErrNotExist), errors.Is(err, syscall.ECONNREFUSED), errors.Is(err, syscall.EINVAL): // none, a dead one's, a path too long for one
		return nil, false, nil
	case err != nil:
		return nil, false, fmt.Errorf("the bot that runs on %s can't be asked: %w; be the user that runs it", folder, err)
	}
	_ = conn.Close()
	return &http.Client{Transport: &http.Transport{DialContext: dial, DisableKeepAlives: true}}, true, nil
}
