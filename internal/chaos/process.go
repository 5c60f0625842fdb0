package chaos

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

// processes starts processes that end with this one, whatever ends it. The
// kernel counts the starting thread as the parent, so all are started by one
// thread. That lives on after close: it may be the parent of others, such as
// another test's Redis, which would end with it.
type processes struct{ jobs chan func() }

func newProcesses() *processes {
	n := &processes{jobs: make(chan func())}
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for do := range n.jobs {
			do()
		}
	}()
	return n
}

func (n *processes) close() { close(n.jobs) }

// process is one running program.
type process struct {
	cmd  *exec.Cmd
	done chan struct{} // closed when it is gone
	err  error         // of its end; read after done
}

// start starts a program with its output appended to a file.
func (n *processes) start(bin string, args, environ []string, output string) (*process, error) {
	out, err := os.OpenFile(output, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	defer out.Close()
	p := &process{cmd: exec.Command(bin, args...), done: make(chan struct{})}
	p.cmd.Env, p.cmd.Stdout, p.cmd.Stderr, p.cmd.SysProcAttr = environ, out, out, diesWithParent()
	started := make(chan error, 1)
	n.jobs <- func() { started <- p.cmd.Start() }
	if err := <-started; err != nil {
		return nil, fmt.Errorf("start %s: %w", bin, err)
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.done)
	}()
	return p, nil
}

func (p *process) signal(s os.Signal) error {
	if err := p.cmd.Process.Signal(s); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	return nil
}

// kill ends the process as kill -9 does, and waits until it is gone.
func (p *process) kill() {
	_ = p.signal(syscall.SIGKILL)
	<-p.done
}

// gone waits for the end of the process, at most so long.
func (p *process) gone(within time.Duration) bool {
	t := time.NewTimer(within)
	defer t.Stop()
	select {
	case <-p.done:
		return true
	case <-t.C:
		return false
	}
}

// code is the exit status; -1 when a signal ended it.
func (p *process) code() int {
	<-p.done
	return p.cmd.ProcessState.ExitCode()
}
