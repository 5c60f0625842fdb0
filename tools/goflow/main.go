// Command goflow measures a turn of goflow, the flow engine behind TextIt, to
// have a measure for our own that comes from the same run and machine. It is no
// part of the program, and prints as a Go benchmark does.
package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/nyaruka/goflow/test"
)

// turns is how many are measured, each.
const turns = 50

func main() {
	for name, before := range map[string]int{"text": 0, "text_late": 200} {
		if err := measure(name, before); err != nil {
			fmt.Fprintln(os.Stderr, "goflow:", err)
			os.Exit(1)
		}
	}
}

// measure answers lines in a flow of two questions, from a session that is
// written and read again as between any two messages. A line is none of the
// answers, so the question is put again, as often as before says until the
// clock starts.
func measure(name string, before int) error {
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/nyaruka/goflow").Output()
	if err != nil {
		return err
	}
	flow, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(dir)), "test/testdata/runner/two_questions.json"))
	if err != nil {
		return err
	}
	sa, session, _, err := test.NewSessionBuilder().WithAssetsJSON(flow).WithFlow("615b8a0f-588c-4d20-a05f-363b0b4ce6f4").Build()
	if err != nil {
		return err
	}
	for range before {
		if session, _, err = test.ResumeSession(session, sa, "none of them"); err != nil {
			return err
		}
	}
	var from, to runtime.MemStats
	runtime.ReadMemStats(&from)
	begun, used := time.Now(), cpu()
	for range turns {
		// The session stays as it is: every turn is the same one.
		if _, _, err := test.ResumeSession(session, sa, "none of them"); err != nil {
			return err
		}
	}
	took, cost := time.Since(begun), cpu()-used
	runtime.ReadMemStats(&to)
	fmt.Printf("BenchmarkTurn/%s\t%d\t%d ns/op\t%d cpu-ns/op\t%d allocs/op\n", name, turns, took.Nanoseconds()/turns, cost/turns, (to.Mallocs-from.Mallocs)/turns)
	return nil
}

// cpu is what the process has used, in nanoseconds.
func cpu() int64 {
	var u syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &u) // it fails for an address that is not ours
	return u.Utime.Nano() + u.Stime.Nano()
}
