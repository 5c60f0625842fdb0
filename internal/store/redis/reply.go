package redis

import (
	"errors"
	"strconv"

	"github.com/redis/go-redis/v9"

	"hotro/internal/store"
)

// errReply: a script answered in another form than it documents.
var errReply = errors.New("unexpected form of an answer")

// reply reads a script's array answer field by field; the first fault stays.
type reply struct {
	fields []any
	err    error
}

// array starts to read an answer; ok is false for a nil one.
func array(cmd *redis.Cmd) (r *reply, ok bool, err error) {
	fields, err := cmd.Slice()
	if errors.Is(err, redis.Nil) {
		return nil, false, nil
	}
	return &reply{fields: fields}, err == nil, err
}

func (r *reply) next() any {
	if len(r.fields) == 0 {
		r.err = errReply
		return nil
	}
	v := r.fields[0]
	r.fields = r.fields[1:]
	return v
}

func (r *reply) text() string {
	s, ok := r.next().(string)
	if !ok {
		r.err = errReply
	}
	return s
}

func (r *reply) bytes() []byte { return store.Bytes(r.text()) }

// body is a field that was compressed.
func (r *reply) body(c compressor) []byte {
	b, err := c.unpack(r.text())
	if r.err == nil {
		r.err = err
	}
	return b
}

func (r *reply) int() int64 {
	switch v := r.next().(type) {
	case int64:
		return v
	case string:
		n, err := strconv.ParseInt(v, 10, 64)
		if err == nil {
			return n
		}
	}
	r.err = errReply
	return 0
}

func (r *reply) list() (out []string) {
	vs, ok := r.next().([]any)
	for _, v := range vs {
		s, is := v.(string)
		ok = ok && is
		out = append(out, s)
	}
	if !ok {
		r.err = errReply
	}
	return out
}

// texts reads the answer of HMGET: what is not set is empty.
func texts(vs []any) []string {
	out := make([]string, len(vs))
	for i, v := range vs {
		out[i], _ = v.(string)
	}
	return out
}

// integer reads a number that may be missing.
func integer(s string) int64 {
	n, _ := strconv.ParseInt(s, 10, 64)
	return n
}
