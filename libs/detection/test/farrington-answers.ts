import type { FarringtonOptions, FarringtonVerdict } from '../src/farrington-options.ts';
import type { FarringtonFlexibleOptions } from '../src/farrington-flexible.ts';

/**
 * Two series drawn for these tests, and what R 4.2.2 with surveillance 1.20.3 says about their last five weeks:
 *
 *   farringtonFlexible(sts(counts, start = c(2001, 1), frequency = 52), list(range = 164:168, b = 3, w = 3, noPeriods = 10,
 *     pastWeeksNotIncluded = 26, weightsThreshold = 2.58, pThresholdTrend = 1, alpha = 0.01, limit54 = c(5, 4), reweight = TRUE,
 *     trend = TRUE, thresholdMethod = "nbPlugin", glmWarnings = FALSE))
 *   farrington(sts(counts, start = c(2001, 1), frequency = 52), list(range = 164:168, b = 3, w = 3, alpha = 0.01))
 *
 * each with what `options` changes. `expected`, `score` and `p` are control$expected, $score and $pvalue; NA is `undefined`.
 * Where the last weeks hold too few, `farrington` answers a bound of 0; that is `undefined` here.
 */
export const series = {
  // set.seed(20260801); t <- 1:168; rnbinom(168, mu = exp(1.4 + 0.004 * t + 0.5 * cos(2 * pi * t / 52)), size = 3), three weeks set by hand
  seasonal: [
    1, 3, 7, 12, 2, 5, 6, 7, 4, 8, 1, 11, 5, 2, 5, 0, 4, 0, 1, 1, 2, 1, 5, 2, 1, 3, 4, 2, 2, 1, 1, 2, 7, 7, 4, 6, 2, 6, 6, 10, 5, 3, 6, 5,
    10, 2, 6, 10, 2, 7, 3, 6, 4, 2, 6, 9, 2, 4, 9, 38, 45, 11, 11, 5, 3, 15, 4, 3, 6, 4, 7, 0, 6, 8, 5, 6, 5, 2, 0, 1, 1, 6, 0, 7, 3, 2, 3,
    1, 4, 7, 7, 5, 5, 10, 6, 7, 7, 1, 1, 3, 21, 14, 7, 12, 16, 8, 5, 3, 7, 6, 3, 2, 6, 0, 2, 7, 1, 3, 2, 6, 1, 8, 2, 5, 1, 2, 10, 9, 0, 8,
    7, 11, 4, 4, 4, 4, 13, 0, 2, 4, 0, 13, 8, 20, 0, 7, 14, 12, 5, 2, 17, 8, 14, 22, 10, 28, 9, 19, 7, 11, 15, 12, 14, 12, 3, 15, 31, 4,
  ],
  // then rpois(168, 0.4), the last five weeks set by hand
  sparse: [
    0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 2, 2, 0, 0, 1, 0, 0, 0, 2, 1, 0, 0, 0, 0, 0, 2, 0, 2, 0, 1, 0, 1, 0, 3,
    1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 2, 1, 0, 2, 0, 0, 1, 1, 0, 0, 0, 2, 0, 1, 0, 0, 0, 0, 0, 1, 1,
    0, 1, 0, 1, 2, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0, 1,
    0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 2, 0, 3, 1, 4,
  ],
};

type Figures = Record<Exclude<keyof FarringtonVerdict, 'alarm' | 'dispersion'>, readonly (number | undefined)[]>;
type Answer<Options> = Figures & { readonly of: keyof typeof series; readonly options: Options };

export const flexibleAnswers: readonly Answer<FarringtonFlexibleOptions>[] = [
  {
    of: 'seasonal',
    options: { thresholdMethod: 'delta' },
    expected: [7.521035001, 8.059737554, 7.42866901, 7.608493993, 7.039602688],
    upper: [20.14340572, 20.9562302, 19.975482, 20.44810344, 19.85556391],
    score: [0.3548434046, -0.3923343884, 0.6034465483, 1.821823794, -0.237173212],
    p: [0.1799637531, 0.896183134, 0.06827046463, 5.505375296e-5, 0.7682614491],
  },
  {
    of: 'seasonal',
    options: { thresholdMethod: 'nbPlugin' },
    expected: [7.521035001, 8.059737554, 7.42866901, 7.608493993, 7.039602688],
    upper: [21, 22, 21, 21, 21],
    score: [0.5258740098, 0.04585514732, 0.6841216364, 1.527127712, 0.1075388525],
    p: [0.1712738067, 0.9210961543, 0.07094359162, 0.0003656721635, 0.7756350934],
  },
  {
    of: 'seasonal',
    options: { thresholdMethod: 'muan' },
    expected: [7.521035001, 8.059737554, 7.42866901, 7.608493993, 7.039602688],
    upper: [24, 25, 24, 25, 24],
    score: [0.4541061648, 0.03985136224, 0.5908096445, 1.261201919, 0.09290668635],
    p: [0.3081117997, 0.9699001821, 0.1515447538, 0.00145792442, 0.8871532713],
  },
  {
    of: 'seasonal',
    options: { trend: false },
    expected: [5.305551888, 5.937528286, 5.618808972, 5.727156213, 5.403818003],
    upper: [17, 18, 18, 18, 18],
    score: [0.6738686514, 0.07514206045, 0.8156555199, 1.799764702, 0.1417831944],
    p: [0.07107450461, 0.8041022647, 0.03000907843, 0.0001059424097, 0.6272835656],
  },
  {
    of: 'seasonal',
    options: { thresholdMethod: 'delta', reweight: false },
    expected: [11.65734792, 11.89695536, 11.17643898, 11.27372563, 8.366647303],
    upper: [34.26710222, 34.08332511, 33.00469858, 33.1968411, 29.18128918],
    score: [0.01515505555, -0.4010099649, 0.1751656382, 0.8997933891, -0.2097872896],
    p: [0.4828020634, 0.9153178764, 0.3168994408, 0.01683066774, 0.7566095759],
  },
  {
    of: 'seasonal',
    options: {
      thresholdMethod: 'muan',
      noPeriods: 4,
      pThresholdTrend: 0.05,
      alpha: 0.05,
      pastWeeksNotIncluded: 0,
      w: 2,
      weightsThreshold: 1,
    },
    expected: [10.18914605, 10.21214797, 9.256421141, 9.162262634, 10.16334324],
    upper: [21, 21, 20, 20, 22],
    score: [0.5181671582, 0.03621796563, 0.7187010234, 1.618501975, 0.08542220397],
    p: [0.4578013988, 0.9849784106, 0.2066094264, 0.00218962548, 0.9609730968],
  },
  {
    of: 'seasonal',
    options: { thresholdMethod: 'delta', noPeriods: 1, pThresholdTrend: 0.05, pastWeeksNotIncluded: 3, b: 2 },
    expected: [10.42857144, 10.64285715, 10.21428574, 10.64285716, 8.214285724],
    upper: [55.25309013, 54.76379245, 55.73997452, 55.92350417, 46.33345762],
    score: [0.03505734374, -0.1732251843, 0.1051211829, 0.4495771193, -0.1105555424],
    p: [0.4554500173, 0.7484572829, 0.3731539706, 0.1158933524, 0.6586345777],
  },
  {
    of: 'sparse',
    options: { thresholdMethod: 'delta' },
    expected: [undefined, undefined, 0.1589991271, 0.1609359813, 0.1893993826],
    upper: [undefined, undefined, 1.892160079, 1.882565413, 2.009460819],
    score: [1.055996165, -0.08885001176, 1.639201985, 0.4873662143, 2.093665929],
    p: [0.00767080288, 0.705082, 0.0003872177914, 0.09125216197, 2.728289271e-5],
  },
  {
    of: 'sparse',
    options: { thresholdMethod: 'nbPlugin' },
    expected: [undefined, undefined, 0.1589991271, 0.1609359813, 0.1893993826],
    upper: [undefined, undefined, 2, 2, 2],
    score: [1, 0.482248043, 1.260494234, 0.738681555, 1.54586682],
    p: [0.0123741933, 1, 0.000784417617, 0.1481059127, 4.610084531e-5],
  },
  {
    of: 'sparse',
    options: { thresholdMethod: 'muan' },
    expected: [undefined, undefined, 0.1589991271, 0.1609359813, 0.1893993826],
    upper: [undefined, undefined, 5, 5, 5],
    score: [0.5584650645, 0.2369182588, 0.7075534513, 0.4140695345, 0.8499376647],
    p: [0.4471416033, 1, 0.2117931675, 0.7700143912, 0.07129665616],
  },
  {
    of: 'sparse',
    options: { trend: false },
    expected: [undefined, undefined, 0.2380952381, 0.2380952381, 0.2857142857],
    upper: [undefined, undefined, 2, 2, 2],
    score: [1, 0.4177726966, 1.291113652, 0.7088863483, 1.614861894],
    p: [0.02422293708, 1, 0.002437951358, 0.2093707549, 0.0002211717978],
  },
  {
    of: 'sparse',
    options: { thresholdMethod: 'delta', reweight: false },
    expected: [undefined, undefined, 0.1589991271, 0.1609359813, 0.1893993826],
    upper: [undefined, undefined, 1.796736572, 1.794603191, 1.910148652],
    score: [1.11835454, -0.09462478812, 1.734710825, 0.5136076757, 2.214500791],
    p: [0.005669051481, 0.7140795401, 0.0002248884682, 0.08270216584, 1.267593729e-5],
  },
  {
    of: 'sparse',
    options: {
      thresholdMethod: 'muan',
      noPeriods: 4,
      pThresholdTrend: 0.05,
      alpha: 0.05,
      pastWeeksNotIncluded: 0,
      w: 2,
      weightsThreshold: 1,
    },
    expected: [undefined, undefined, 0.1162738044, 0.2749001046, 0.3395970821],
    upper: [undefined, undefined, 3, 3, 3],
    score: [0.8060851089, 0.3451753089, 1, 0.5339459229, 1.245098315],
    p: [0.2799921386, 1, 0.08501397856, 0.6269561078, 0.02387914788],
  },
  {
    of: 'sparse',
    options: { thresholdMethod: 'delta', noPeriods: 1, pThresholdTrend: 0.05, pastWeeksNotIncluded: 3, b: 2 },
    expected: [undefined, undefined, 0.1428571429, 0.1428571429, 0.2142857143],
    upper: [undefined, undefined, 2.078935833, 2.078935833, 2.248907553],
    score: [0.63580819, -0.0762969828, 1.475736948, 0.4427210843, 1.860647622],
    p: [0.04940653744, 0.6846790592, 0.0009655969891, 0.1061782552, 0.0001069223232],
  },
];

export const classicAnswers: readonly (Pick<Answer<FarringtonOptions>, 'of' | 'options' | 'upper'> & {
  readonly alarm: readonly boolean[];
})[] = [
  {
    of: 'seasonal',
    options: {},
    upper: [29.19254763, 28.86633004, 29.65788542, 31.52514674, 23.86793042],
    alarm: [false, false, false, false, false],
  },
  {
    of: 'seasonal',
    options: { alpha: 0.05, trend: false, reweight: false },
    upper: [39.84199514, 39.43577782, 39.83937335, 40.41226833, 33.18490588],
    alarm: [false, false, false, false, false],
  },
  {
    of: 'sparse',
    options: {},
    upper: [undefined, undefined, 2.088811831, 2.088811831, 2.43065307],
    alarm: [false, false, true, false, true],
  },
  {
    of: 'sparse',
    options: { alpha: 0.05, trend: false, reweight: false },
    upper: [undefined, undefined, 1.722670341, 1.722670341, 1.872452519],
    alarm: [false, false, true, false, true],
  },
];
