// Package classifier learns from a guide's phrasings which topic a text is
// about: features of words, concepts and their neighbours, weighed by how rare
// they are, and a linear classifier with one margin for each topic, for a
// person asked for, for vague trouble and for everything else. By
// cross-validation it also fits the thresholds between answering, asking and
// leaving alone.
//
// It knows nothing of error codes, numbers and labels, and decides nothing:
// package intent weighs its Prediction against the thresholds. The same guide
// and words give the same weights to the bit, however many processors work.
// The development lines that weights were tuned on are in testdata. Start
// reading at Train and Classifier.Predict.
package classifier
