package load

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

// Program is a program started to be put under load.
type Program struct {
	Ready           time.Duration // from its start until it was ready
	Idle, RedisIdle Use           // of it, and of what it stores in, before anybody wrote
	cmd             *exec.Cmd
	done            chan error
	log             *os.File
}

// FreeAddr is an address on this machine that nobody listens at.
func FreeAddr() (string, error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	defer ln.Close()
	return ln.Addr().String(), nil
}

// Start starts bin as "bot serve" at addr, on this generator's platform, and
// returns once it is ready. environ may say what it stores in and what else is
// wanted; its data and its log are in dir.
func (g *Generator) Start(ctx context.Context, bin, addr, dir string, environ []string) (*Program, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	log, err := os.Create(dir + "/bot.log")
	if err != nil {
		return nil, err
	}
	p := &Program{cmd: exec.CommandContext(ctx, bin, "serve"), done: make(chan error, 1), log: log}
	p.cmd.Env = append([]string{
		"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "DATA_DIR=" + dir + "/data", "HTTP_ADDR=" + addr, "PUBLIC_URL=http://" + addr, "LOG_LEVEL=warn",
		"TELEGRAM_TOKEN=" + token, "TELEGRAM_API_URL=" + g.URL(), "TELEGRAM_MODE=webhook", "TELEGRAM_WEBHOOK_SECRET=" + g.o.Secret,
		fmt.Sprintf("TELEGRAM_STAFF_CHAT=%d", StaffGroup), "TELEGRAM_RATE=0", "TELEGRAM_CHAT_RATE=0", "TELEGRAM_GROUP_RATE=0", "BUDGET_SCALE=1000",
	}, environ...)
	p.cmd.Stdout, p.cmd.Stderr = log, log
	p.cmd.Cancel = func() error { return p.cmd.Process.Signal(syscall.SIGTERM) }
	p.cmd.WaitDelay = 30 * time.Second
	begun := time.Now()
	if err := p.cmd.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start %s: %w", bin, err), log.Close())
	}
	go func() { p.done <- p.cmd.Wait() }()
	if err := p.ready(ctx, "http://"+addr+"/readyz"); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	p.Ready = time.Since(begun)
	if err := p.idle(ctx, "http://"+addr, redisOf(environ)); err != nil {
		return nil, errors.Join(err, p.Stop())
	}
	return p, nil
}

// redisOf is the Redis of an environment.
func redisOf(environ []string) string {
	for _, kv := range environ {
		if url, ok := strings.CutPrefix(kv, "REDIS_URL="); ok {
			return url
		}
	}
	return ""
}

// ready waits until the program says that it is.
func (p *Program) ready(ctx context.Context, url string) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	for pause(ctx, 5*time.Millisecond) {
		select {
		case err := <-p.done:
			p.done <- err
			return fmt.Errorf("the program ended: %w; it said: %s", err, p.said())
		default:
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
		if err != nil {
			return err
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			continue
		}
		_ = resp.Body.Close()
		if resp.StatusCode == http.StatusOK {
			return nil
		}
	}
	return fmt.Errorf("the program is not ready: %w; it said: %s", ctx.Err(), p.said())
}

// said is the end of the program's log.
func (p *Program) said() string {
	b, err := os.ReadFile(p.log.Name())
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(string(b[max(0, len(b)-500):]))
}

// Stop ends the program as an operator does, and waits until it is gone.
func (p *Program) Stop() error {
	_ = p.cmd.Process.Signal(syscall.SIGTERM) // it may be gone already
	err := <-p.done
	p.done <- err
	return errors.Join(err, p.log.Close())
}
