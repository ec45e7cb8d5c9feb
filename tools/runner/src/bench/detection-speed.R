# Times farringtonFlexible of the R package surveillance. Arguments: a file with one series a line, as "b;weeks;count;count;…",
# of which the last weeks are evaluated. Prints the weeks evaluated and the seconds of processor they took.
if (!requireNamespace("surveillance", quietly = TRUE)) quit(status = 3)
suppressMessages(library(surveillance))
series <- lapply(strsplit(readLines(commandArgs(trailingOnly = TRUE)[1]), ";"), as.numeric)
evaluate <- function(line) {
  counts <- line[-(1:2)]
  n <- length(counts)
  control <- list(range = (n - line[2] + 1):n, b = line[1], w = 3, noPeriods = 10, pastWeeksNotIncluded = 26, weightsThreshold = 2.58,
    pThresholdTrend = 1, alpha = 0.01, limit54 = c(5, 4), reweight = TRUE, trend = TRUE, thresholdMethod = "nbPlugin",
    glmWarnings = FALSE)
  suppressWarnings(farringtonFlexible(sts(counts, start = c(2000, 1), frequency = 52), control))
  line[2]
}
invisible(evaluate(series[[1]]))
seconds <- system.time(weeks <- sum(vapply(series, evaluate, 0)))
cat(sprintf("weeks %d seconds %.3f\n", as.integer(weeks), seconds[["user.self"]] + seconds[["sys.self"]]))
