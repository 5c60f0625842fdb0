package redis

import (
	"fmt"

	"hotro/internal/store"
)

// All keys stand here, and the fields of the hashes in fields.go. P is the
// partition as two digits, in braces: the hash tag that puts all keys of a
// partition in one slot of a cluster. docs/redis.md tells type, lifetime and
// size of each.
//
//	{P}:c:<conv>   HASH    the conversation: see fields.go
//	{P}:i:<conv>   LIST    arrivals waiting (store.Item packed)
//	{P}:o:<conv>   LIST    replies waiting (store.Out packed)
//	{P}:l:<conv>   HASH    transcript: number → body, and its delivery
//	{P}:m:<conv>   ZSET    platform message ids: scope and id → line
//	{P}:due:in     ZSET    conversations with arrivals, or leased → when to look again
//	{P}:due:timer  ZSET    conversations with only a timer → when it is due
//	{P}:due:user   ZSET    lanes with replies → when to look again
//	{P}:due:desk   ZSET    conversations that staff see out of date → when to look again
//	{P}:feed       ZSET    conversations → when they changed last, strictly rising; "" holds the last
//	{P}:rows       HASH    ticket number → store.Row packed
//	{P}:open       ZSET    open tickets → opened
//	{P}:closed     ZSET    ended tickets → ended
//	{P}:dead       HASH    dead letters, each in five fields that begin with its number
//	{P}:deads      ZSET    numbers of the dead letters
//	{P}:token      STRING  count of the tokens given in this partition
//	{P}:keys       ZSET    names of the values → when they end
//	{P}:k:<key>    HASH    a value, its version and its end
//	{P}:n:<key>    STRING  a count
//	{P}:x:<name>   HASH    a lock: its owner and its end
//	{P}:p:<key>    STRING  a pace
//	{P}:b:<id>     STRING  a file (store.Blob packed)
//	{P}:s:<budget>:<whose> STRING  what was taken of an allowance: until when, and how much
//	{P}:probe      STRING  the last look whether writes are taken
type keyring struct {
	prefix string
	parts  *[store.Parts]partKeys
}

func newKeyring(prefix string) keyring {
	k := keyring{prefix, new([store.Parts]partKeys)}
	for p := range k.parts {
		k.parts[p] = keysOf(fmt.Sprintf("%s{%02d}:", prefix, p))
	}
	return k
}

// part returns the start of all keys of a partition.
func (k keyring) part(p int) string { return k.parts[p].at }

// in returns a key of the partition of a name.
func (k keyring) in(name, kind string) string { return k.part(store.Part(name)) + kind + ":" + name }

// Kinds of keys that stand under a name.
const (
	kindConv  = "c"
	kindValue = "k"
	kindCount = "n"
	kindLock  = "x"
	kindPace  = "p"
	kindBlob  = "b"
	kindSpent = "s"
)

// partKeys are the keys of one partition.
type partKeys struct {
	at                                                                                           string // the start of them all
	dueIn, dueTimer, dueUser, dueDesk, feed, rows, open, closed, dead, deads, token, keys, probe string
}

func (k keyring) ofPart(p int) *partKeys { return &k.parts[p] }

func keysOf(at string) partKeys {
	return partKeys{
		at:    at,
		dueIn: at + "due:in", dueTimer: at + "due:timer", dueUser: at + "due:user", dueDesk: at + "due:desk",
		feed: at + "feed", rows: at + "rows", open: at + "open", closed: at + "closed",
		dead: at + "dead", deads: at + "deads", token: at + "token", keys: at + "keys", probe: at + "probe",
	}
}

// convKeys are the keys of one conversation, and of its partition.
type convKeys struct {
	*partKeys
	conv, inbox, outbox, lines, refs string
}

func (k keyring) of(conv string) convKeys {
	p := k.ofPart(store.Part(conv))
	n := len(p.at) + 2 + len(conv)
	all := p.at + "c:" + conv + p.at + "i:" + conv + p.at + "o:" + conv + p.at + "l:" + conv + p.at + "m:" + conv // parts of one string
	return convKeys{partKeys: p, conv: all[:n], inbox: all[n : 2*n], outbox: all[2*n : 3*n], lines: all[3*n : 4*n], refs: all[4*n:]}
}
