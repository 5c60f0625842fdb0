package main

import (
	"context"
	"fmt"
	"runtime/debug"
)

// release is the version of this source; a release is tagged with it.
const release = "0.1.0"

func version(_ context.Context, e env, _ []string) error {
	v := release
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, s := range info.Settings {
			if s.Key == "vcs.revision" && len(s.Value) >= 12 {
				v += " " + s.Value[:12]
			}
		}
		v += " " + info.GoVersion
	}
	fmt.Fprintln(e.out, "hotro", v)
	return nil
}
