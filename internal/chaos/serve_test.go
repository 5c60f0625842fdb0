package chaos

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"hotro/internal/store/bolt/bolttest"
)

// TestSecondSignal: the first SIGTERM lets a bot finish what it is sending,
// the second ends it at once; what was not finished goes out at the next start.
func TestSecondSignal(t *testing.T) {
	t.Parallel()
	w := NewWorld(t, Options{Bin: bot(t), Mode: Embedded, Users: 1})
	w.warm()
	nam := w.platforms.telegram.User(77, "Nam")
	w.platforms.telegram.Slow(time.Minute)
	turns := w.count(`"msg":"turn"`)
	nam.Says("xin chào")
	w.until("the line is answered", patience, func() bool { return w.count(`"msg":"turn"`) > turns })
	one := w.replicas[0]
	p := one.down()
	if err := p.signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	w.until("the bot says that it stops", patience, func() bool { return w.count(`"msg":"stopping`) > 0 })
	if p.gone(500 * time.Millisecond) {
		t.Error("the bot ended although a reply was on its way")
	}
	if err := p.signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if !p.gone(2 * time.Second) {
		t.Error("the bot did not end at the second signal")
	}
	w.platforms.telegram.Heal()
	if err := one.start(); err != nil {
		t.Fatal(err)
	}
	w.until("the reply goes out at the next start", patience, func() bool { return len(nam.Heard()) > 0 })
}

// serve runs a bot on the embedded store in dir until it ends or answers, and
// returns its status (-1: it answers, and was killed) and what it wrote.
func serve(t *testing.T, bin, dir string) (status int, said string) {
	t.Helper()
	n := newProcesses()
	defer n.close()
	addr, err := freeAddr()
	if err != nil {
		t.Fatal(err)
	}
	output := filepath.Join(t.TempDir(), "bot.log")
	r := &replica{n: 1, ledger: newLedger(), output: output}
	p, err := n.start(bin, []string{"serve"}, []string{"PATH=" + os.Getenv("PATH"), "HTTP_ADDR=" + addr, "DATA_DIR=" + dir}, output)
	if err != nil {
		t.Fatal(err)
	}
	defer p.kill()
	for over := time.After(patience); !r.healthy(p, addr); {
		select {
		case <-p.done:
			b, err := os.ReadFile(output)
			if err != nil {
				t.Fatal(err)
			}
			if taken(string(b)) {
				return serve(t, bin, dir) // at another address
			}
			return p.code(), strings.TrimSpace(string(b))
		case <-over:
			t.Fatal("the bot neither ends nor answers")
		case <-time.After(20 * time.Millisecond):
		}
	}
	return -1, ""
}

// refused fails unless the bot ended with status 1 and one line that says all
// of it.
func refused(t *testing.T, status int, said string, parts ...string) {
	t.Helper()
	if status != 1 || strings.Contains(said, "\n") {
		t.Errorf("status: got %d and %q, want 1 and one line", status, said)
	}
	for _, p := range parts {
		if !strings.Contains(said, p) {
			t.Errorf("error: got %q, want it to say %q", said, p)
		}
	}
}

func TestDamagedStore(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if status, said := serve(t, bot(t), dir); status != -1 {
		t.Fatalf("the first start ends with %d: %s", status, said)
	}
	path := filepath.Join(dir, "hotro.db")
	good, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for name, b := range map[string][]byte{
		"cut":     good[:bolttest.Used(t, good)/2],
		"rotten":  append(bytes.Repeat([]byte{0xAA}, 4*os.Getpagesize()), good[4*os.Getpagesize():]...),
		"foreign": []byte("this is a text somebody left here\n"),
	} {
		t.Run(name, func(t *testing.T) {
			if err := os.WriteFile(path, b, 0o600); err != nil {
				t.Fatal(err)
			}
			status, said := serve(t, bot(t), dir)
			refused(t, status, said, path, "damaged", "backup")
			if after, err := os.ReadFile(path); err != nil || !bytes.Equal(after, b) {
				t.Errorf("the file was changed (%v), want it untouched", err)
			}
		})
	}
}

// limited is a bot whose files may not grow beyond so many blocks of 512 bytes.
func limited(t *testing.T, blocks int) string {
	t.Helper()
	if err := exec.Command("sh", "-c", "ulimit -f 1").Run(); err != nil {
		t.Fatalf("sh can't limit the size of files, which plays a full disk here: %v", err)
	}
	path := filepath.Join(t.TempDir(), "bot-on-a-small-disk")
	if err := os.WriteFile(path, fmt.Appendf(nil, "#!/bin/sh\nulimit -f %d\nexec %q \"$@\"\n", blocks, bot(t)), 0o700); err != nil {
		t.Fatal(err)
	}
	return path
}

// TestFullDiskAtStart: the error names file and remedy, and with space again
// the bot starts on the same folder.
func TestFullDiskAtStart(t *testing.T) {
	t.Parallel()
	for _, blocks := range []int{8, 16, 32} {
		dir := t.TempDir()
		status, said := serve(t, limited(t, blocks), dir)
		refused(t, status, said, filepath.Join(dir, "hotro.db"), "disk is full", "free some space")
		if status, said := serve(t, bot(t), dir); status != -1 {
			t.Errorf("%d blocks: with space again the bot ends with %d: %s", blocks, status, said)
		}
	}
}

// TestFullDiskWhileRunning: what the store does not take stays with the
// platforms; with space again everything is answered, once.
func TestFullDiskWhileRunning(t *testing.T) {
	t.Parallel()
	o := Options{Bin: limited(t, 160), Mode: Embedded, Users: 20, Messages: 200}
	w := NewWorld(t, o)
	w.warm()
	people := w.newCrowd()
	for _, p := range people.people {
		people.wg.Go(func() {
			for k := range o.Messages / o.Users {
				p.ask(questions()[k%6])
			}
		})
	}
	w.until("the bot finds the disk full", patience, func() bool { return w.count("disk is full") > 0 })
	people.wg.Wait()
	w.replicas[0].crash()
	w.replicas[0].bin = bot(t)
	if err := w.replicas[0].start(); err != nil {
		t.Fatal(err)
	}
	r := Report{Options: w.o}
	b := w.settle()
	defer b.Close()
	w.audit(b, people, &r)
	t.Log(r)
	if r.In != o.Messages || r.Lost+r.Twice+r.Disorder+r.Missing+r.Unanswered+len(r.Problems) > 0 {
		t.Errorf("got %v; want every line answered once", r)
	}
}
