// Package redistest starts real Redis servers for tests: single ones and
// small clusters, each on free ports of 127.0.0.1 in a folder of its own,
// killed when the test ends. A machine without redis-server fails the test
// with a hint.
package redistest

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// Server is a running redis-server.
type Server struct {
	Addr string // host:port

	t    testing.TB
	dir  string
	args []string
	cmd  *exec.Cmd
	done chan struct{} // closed when the process is gone
}

// Start starts a server that writes every command to disk before it answers,
// with further settings such as "--appendfsync", "everysec".
func Start(t testing.TB, settings ...string) *Server {
	t.Helper()
	return start(t, func(port, dir string) []string { return safely(port, dir, settings...) })
}

// safely are the settings of a server that loses nothing, and further ones.
func safely(port, dir string, settings ...string) []string {
	return append([]string{
		"--port", port, "--bind", "127.0.0.1", "--dir", dir, "--save", "",
		"--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction",
	}, settings...)
}

// start starts a server. A port that was free may be taken by the time the
// server wants it; then it tries others.
func start(t testing.TB, args func(port, dir string) []string) *Server {
	t.Helper()
	s := &Server{t: t}
	t.Cleanup(s.Kill)
	var said string
	for range 5 {
		port := freePort(t)
		s.Addr, s.dir = net.JoinHostPort("127.0.0.1", port), t.TempDir()
		s.args = args(port, s.dir)
		if said = s.launch(); said == "" {
			return s
		}
	}
	t.Fatalf("redis-server did not start:\n%s", said)
	return nil
}

// URL is the REDIS_URL of the server.
func (s *Server) URL() string { return "redis://" + s.Addr }

// Kill ends the server as kill -9 does. It keeps its folder.
func (s *Server) Kill() {
	if s.cmd == nil {
		return
	}
	_ = s.cmd.Process.Kill()
	<-s.done
	s.cmd = nil
}

// Restart starts the server again on its port and folder, and returns when it
// takes connections. Its file is mended first, as docs/redis.md asks of whoever
// runs one.
func (s *Server) Restart() {
	s.t.Helper()
	s.Kill()
	s.mend()
	if said := s.launch(); said != "" {
		s.t.Fatalf("redis-server did not start again:\n%s", said)
	}
}

// mend cuts a script off the end of the file that a kill left half written.
// The server itself keeps the half: it passes over it at the next start, and
// carries it out at the one after that.
func (s *Server) mend() {
	s.t.Helper()
	manifest := filepath.Join(s.Dir(), "appendonlydir", "appendonly.aof.manifest")
	if _, err := os.Stat(manifest); err != nil {
		return // a server that keeps no such file
	}
	cmd := exec.Command("redis-check-aof", "--fix", manifest)
	cmd.Stdin = strings.NewReader("y\n")
	if out, err := cmd.CombinedOutput(); err != nil {
		s.t.Fatalf("redis-check-aof: %v\n%s", err, out)
	}
}

// Dir is the folder the server was given.
func (s *Server) Dir() string { return s.dir }

// launch starts the process, and returns what it said if it ended at once.
func (s *Server) launch() (said string) {
	s.t.Helper()
	path, err := exec.LookPath("redis-server")
	if err != nil {
		s.t.Fatal("redis-server is not installed; these tests need it: apt-get install redis-server (make test does so)")
	}
	cmd := exec.Command(path, s.args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		s.t.Fatal(err)
	}
	cmd.Stderr, cmd.SysProcAttr = cmd.Stdout, diesWithParent()
	if err := cmd.Start(); err != nil {
		s.t.Fatal(err)
	}
	ready, done := make(chan string, 1), make(chan struct{})
	go func() {
		defer close(done)
		var said strings.Builder
		for lines := bufio.NewScanner(out); lines.Scan(); {
			fmt.Fprintln(&said, lines.Text())
			if strings.Contains(lines.Text(), "eady to accept connections") || strings.Contains(lines.Text(), "+monitor master") {
				ready <- ""
			}
		}
		_ = cmd.Wait()
		select {
		case ready <- said.String():
		default:
		}
	}()
	s.cmd, s.done = cmd, done
	return <-ready
}

// freePort returns a port that nobody listens on now.
func freePort(t testing.TB) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return strconv.Itoa(l.Addr().(*net.TCPAddr).Port)
}
