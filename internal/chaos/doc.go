// Package chaos is the crash test with real processes: "bot serve" replicas
// on one redis-server (or one on the embedded store), doubles of Telegram and
// Zalo with users and staff behind them, and seeded faults in between. Bots
// and Redis are killed with kill -9 and started again, connections are cut
// before and after a command took effect, platforms are slow, refuse or lose
// answers, webhooks come twice and late.
//
// Every line of a user or of staff carries a number. When all is quiet again
// the audit reads the store and what the platforms were sent, and counts what
// was lost, processed twice, out of order, not answered, or sent again. The
// seed fixes which faults come in which order; the processes' own timing stays
// free, so a seed makes a failure likely to come again, not certain.
//
// RunFailover does it to a Redis of several servers, with a network between
// them that can be cut: users write while another server becomes the master,
// and /readyz is watched.
//
// RunLossy has a few of all answers of Redis get lost, each with its connection.
//
// A soak (RunSoak) leaves the faults out and watches for half an hour what the
// bots cost.
//
// It is for tests only, and needs redis-server and the go tool. Start reading
// at Run; World.injectFaults is the order of events, audit what is checked.
package chaos
