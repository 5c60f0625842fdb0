package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestLoadIsForThisMachineUnlessToldTwice(t *testing.T) {
	for args, want := range map[string]string{
		"":                                            "--start",
		"--start --target http://127.0.0.1:1":         "--start",
		"--target http://support.example.vn":          "support.example.vn is not this machine: say --i-own-this too",
		"--target http://192.0.2.7:8080":              "192.0.2.7 is not this machine: say --i-own-this too",
		"--target here":                               "--target",
		"--start --scenario dance":                    "presses, talk, mixed",
		"--start --replicas 2":                        "--replicas",
		"--start --trouble rain":                      "--trouble",
		"--target http://127.0.0.1:1 --trouble flood": "--trouble",
		"--start --users 0":                           "--users",
		"--start --for -1s":                           "--for",
		"--target http://127.0.0.1:1":                 "TELEGRAM_WEBHOOK_SECRET is not set",
		"--start --listen 0.0.0.0:0":                  "--listen",
		"--start --listen support.example.vn:80":      "--listen",
	} {
		if out, errs, code := bot(t, "", nil, append([]string{"load"}, strings.Fields(args)...)...); code != 2 || !strings.Contains(errs, want) || out != "" {
			t.Errorf("bot load %s: exit %d, %q; want 2 and %q", args, code, errs, want)
		}
	}
}

// TestLoadOfAProgramItStarts has the real program talk to staff and read
// pictures.
func TestLoadOfAProgramItStarts(t *testing.T) {
	bin := filepath.Join(t.TempDir(), "bot")
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", bin, ".") // as the release: what make build compiled is there
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	c := exec.CommandContext(t.Context(), bin, "load", "--start", "--scenario", "mixed", "--users", "6", "--for", "2s", "--ramp", "0", "--json")
	c.Env = []string{"PATH=" + os.Getenv("PATH"), "HOME=" + t.TempDir(), "TESSERACT_TIMEOUT=2m"} // a picture is read however busy the machine is
	var errs strings.Builder
	c.Stderr = &errs
	out, err := c.Output()
	if err != nil {
		t.Fatalf("%v: %s\n%s", err, &errs, out)
	}
	var r struct {
		Right, Wrong, Missing int
		Program               struct {
			CPU float64 `json:"cpu_seconds"`
		}
	}
	if err := json.Unmarshal(out, &r); err != nil || r.Right == 0 || r.Wrong+r.Missing != 0 || r.Program.CPU == 0 {
		t.Errorf("%v; got\n%s", err, out)
	}
}
