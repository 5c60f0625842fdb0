package redis

import (
	"context"
	"errors"
	"io"
	"net"
	"strings"
	"sync"

	"github.com/redis/go-redis/v9"
)

// trip is commands that are sent together. In a cluster each server gets its
// own, and a server that does not answer spoils only those: the cluster
// client's own pipeline asks all over again for a while, and where its time is
// over forgets the answers that came.
type trip struct {
	redis.Pipeliner
	cluster *redis.ClusterClient // nil: there is one server
}

func (s *Store) trip() *trip {
	cluster, _ := s.client.(*redis.ClusterClient)
	return &trip{s.client.Pipeline(), cluster}
}

// Exec sends the commands and waits for all answers, but for no server longer
// than one may hang, a new connection to it included; each command has its own
// error, and the first is returned.
func (t *trip) Exec(ctx context.Context) ([]redis.Cmder, error) {
	ctx, cancel := context.WithTimeout(ctx, answerWithin)
	defer cancel()
	if t.cluster == nil {
		return t.Pipeliner.Exec(ctx)
	}
	cmds := t.Cmds()
	var wg sync.WaitGroup
	for node, own := range t.split(ctx, cmds) {
		wg.Go(func() {
			pipe := node.Pipeline()
			for _, cmd := range own {
				_ = pipe.Process(ctx, cmd) // only queued
			}
			_, _ = pipe.Exec(ctx) // each command has its own error
			t.after(ctx, own)
		})
	}
	wg.Wait()
	for _, cmd := range cmds {
		if err := cmd.Err(); err != nil {
			return cmds, err
		}
	}
	return cmds, nil
}

// split groups commands by the server that has their key. A command for which
// none is known keeps the error.
func (t *trip) split(ctx context.Context, cmds []redis.Cmder) map[*redis.Client][]redis.Cmder {
	nodes := map[*redis.Client][]redis.Cmder{}
	for _, cmd := range cmds {
		node, err := t.cluster.MasterForKey(ctx, keyOf(cmd))
		if err != nil {
			cmd.SetErr(err)
			continue
		}
		nodes[node] = append(nodes[node], cmd)
	}
	return nodes
}

// keyOf is the key a command is about.
func keyOf(cmd redis.Cmder) string {
	at := 1
	if cmd.Name() == "evalsha" {
		at = 3 // behind the script and the number of keys
	}
	key, _ := cmd.Args()[at].(string)
	return key
}

// after follows commands to where their keys have moved, and has the client
// look again for who has which when a server does not answer.
func (t *trip) after(ctx context.Context, cmds []redis.Cmder) {
	for _, cmd := range cmds {
		err := cmd.Err()
		switch {
		case redis.HasErrorPrefix(err, "MOVED"), redis.HasErrorPrefix(err, "ASK"):
			cmd.SetErr(nil)
			_ = t.cluster.Process(ctx, cmd) // the command has its error
		case unanswered(err):
			t.cluster.ReloadState(ctx)
			return // so are those that follow
		}
	}
}

// unanswered reports whether a command failed without a word of the server: on
// the way, or in the client, whose own errors begin with its name.
func unanswered(err error) bool {
	var said redis.Error
	var network net.Error
	switch {
	case err == nil, errors.As(err, &said):
		return false
	case errors.As(err, &network), errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, net.ErrClosed):
		return true
	}
	return strings.HasPrefix(err.Error(), "redis: ")
}
