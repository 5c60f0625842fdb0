package attack

import (
	"bytes"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"
)

// target is a running program.
type target struct {
	t    *testing.T
	addr string
	pid  int

	mu   sync.Mutex
	left []net.Conn // connections that nobody reads
}

// build builds the program, unless another one is to be attacked.
func build(t *testing.T) string {
	t.Helper()
	if *given != "" {
		return *given
	}
	bin := filepath.Join(t.TempDir(), "bot")
	build := exec.CommandContext(t.Context(), "go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, "hotro/cmd/bot") // as the release: what make build compiled is there
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build: %v\n%s", err, out)
	}
	return bin
}

// start runs the program with further settings, and with no more open files
// than that if files is not 0.
func start(t *testing.T, bin string, files int, environ ...string) *target {
	t.Helper()
	for range 5 {
		if g := startAt(t, freeAddr(t), bin, files, environ...); g != nil {
			return g
		}
	}
	t.Fatal("the program found no address to listen at")
	return nil
}

// freeAddr is an address that nobody listens at now.
func freeAddr(t *testing.T) string {
	t.Helper()
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer ln.Close()
	return ln.Addr().String()
}

// startAt starts the program at an address; nil if somebody else listens there by
// then.
func startAt(t *testing.T, addr, bin string, files int, environ ...string) *target {
	t.Helper()
	g := &target{t: t, addr: addr}
	run := "exec " + bin + " serve"
	if files > 0 {
		run = "ulimit -n " + strconv.Itoa(files) + "; " + run
	}
	cmd := exec.CommandContext(context.WithoutCancel(t.Context()), "sh", "-c", run)
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HTTP_ADDR=" + g.addr, "DATA_DIR=" + t.TempDir(), "LOG_LEVEL=error"}, environ...)
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = io.Discard, &said
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	g.pid = cmd.Process.Pid
	ended := make(chan struct{})
	go func() {
		_ = cmd.Wait() // it is killed, or says why it ended
		close(ended)
	}()
	t.Cleanup(func() {
		g.hangUp()
		_ = cmd.Process.Kill()
		<-ended
	})
	for begun := time.Now(); ; {
		if code, _ := g.ask("127.0.0.2", "", "GET", "/healthz", "", nil); code == http.StatusOK {
			return g
		}
		select {
		case <-ended:
			if strings.Contains(said.String(), "address already in use") {
				return nil
			}
			t.Fatalf("the program ended: %s", said.String())
		default:
		}
		if time.Since(begun) > 2*time.Minute {
			t.Fatal("the program did not start")
		}
	}
}

// resident is the memory of the process now, and the most it ever was, in MB.
func (g *target) resident() (now, most int) {
	g.t.Helper()
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", g.pid))
	if err != nil {
		g.t.Fatal(err)
	}
	read := func(name string) int {
		_, rest, _ := strings.Cut(string(b), name+":")
		n, _ := strconv.Atoi(strings.Fields(rest)[0]) // digits
		return n >> 10
	}
	return read("VmRSS"), read("VmHWM")
}

// dial opens a connection from an address of this machine.
func (g *target) dial(from string) (net.Conn, error) {
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}, Timeout: 10 * time.Second}
	return d.DialContext(g.t.Context(), "tcp", g.addr)
}

// ask makes one request from an address as a visitor; 0 when the connection
// breaks.
func (g *target) ask(from, visitor, method, path, kind string, body []byte) (int, time.Duration) {
	begun := time.Now()
	code, _ := g.request(from, method, path, http.Header{"Content-Type": {kind}, "X-Hotro-Visitor": {visitor}}, body)
	return code, time.Since(begun)
}

// request makes one request on a connection of its own.
func (g *target) request(from, method, path string, header http.Header, body []byte) (code int, answer []byte) {
	c := http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{
		DisableKeepAlives: true,
		DialContext:       func(context.Context, string, string) (net.Conn, error) { return g.dial(from) },
	}}
	r, err := http.NewRequestWithContext(g.t.Context(), method, "http://"+g.addr+path, bytes.NewReader(body))
	if err != nil {
		g.t.Fatal(err)
	}
	r.Header = header
	res, err := c.Do(r)
	if err != nil {
		return 0, nil
	}
	defer res.Body.Close()
	answer, _ = io.ReadAll(res.Body) // a part of an answer is one that breaks off
	return res.StatusCode, answer
}

// say has a visitor write something.
func (g *target) say(from, visitor, text string) (int, time.Duration) {
	return g.ask(from, visitor, "POST", "/chat/send", "application/json", written(text))
}

func written(text string) []byte { return []byte(`{"id":"` + id() + `","text":"` + text + `"}`) }

// insist has a visitor write something, and do the work that is asked for; it
// reports whether they were let in, and whether they had to work.
func (g *target) insist(from, visitor, text string) (in, worked bool) {
	header := http.Header{"Content-Type": {"application/json"}, "X-Hotro-Visitor": {visitor}}
	code, answer := g.request(from, "POST", "/chat/send", header, written(text))
	var asked struct {
		Puzzle string
		Bits   int
	}
	if code == http.StatusPreconditionRequired && json.Unmarshal(answer, &asked) == nil {
		worked = true
		header.Set("X-Hotro-Proof", work(asked.Puzzle, asked.Bits))
		code, _ = g.request(from, "POST", "/chat/send", header, written(text))
	}
	return code == http.StatusOK, worked
}

// work finds a number with which the puzzle's hash begins with so many zero
// bits.
func work(puzzle string, bits int) string {
	for n := 0; ; n++ {
		nonce := strconv.Itoa(n)
		h := sha256.Sum256([]byte(puzzle + ":" + nonce))
		if binary.BigEndian.Uint32(h[:])>>(32-bits) == 0 {
			return nonce
		}
	}
}

// length is that of what a visitor is shown of their conversation.
func (g *target) length(from, visitor string) int {
	g.t.Helper()
	c, err := g.dial(from)
	if err != nil {
		g.t.Fatal(err)
	}
	defer c.Close()
	if _, err := fmt.Fprintf(c, "GET /chat/lines?after=0 HTTP/1.0\r\nX-Hotro-Visitor: %s\r\n\r\n", visitor); err != nil {
		g.t.Fatal(err)
	}
	n, err := io.Copy(io.Discard, c)
	if err != nil {
		g.t.Fatal(err)
	}
	return int(n)
}

// leave sends a request from an address and reads nothing of the answer; the
// connection stays until hangUp.
func (g *target) leave(from, request string, body []byte) {
	c, err := g.dial(from)
	if err != nil {
		return // refused, which is a defence
	}
	g.mu.Lock()
	g.left = append(g.left, c)
	g.mu.Unlock()
	if err := c.(*net.TCPConn).SetReadBuffer(4 << 10); err != nil {
		g.t.Fatal(err)
	}
	_ = c.SetWriteDeadline(time.Now().Add(2 * time.Second))
	if _, err := io.WriteString(c, request); err == nil {
		_, _ = c.Write(body) // as much as is taken
	}
}

// hangUp ends the connections that were left.
func (g *target) hangUp() {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, c := range g.left {
		_ = c.Close() // the attack is over
	}
	g.left = nil
}

// id is a visitor's or a message's.
func id() string {
	b := make([]byte, 16)
	_, _ = rand.Read(b) // never fails
	return hex.EncodeToString(b)
}
