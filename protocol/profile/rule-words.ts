/** The words of the rules a profile must keep, in both languages, exhaustive by type. */
import { type LocalText } from './annotation.ts';
import { type ProfileRule } from './rules.ts';

export const ruleWords: Readonly<Record<ProfileRule, LocalText>> = {
  json: { zh: '不是 JSON', en: 'Not JSON' },
  'too-large': {
    zh: '太大：文件最多 256 KiB，键也有上限。没有采用，已有的配置不变',
    en: 'Too large: a profile has at most 256 KiB, and its keys are limited. Not used; the others are unchanged',
  },
  'too-deep': {
    zh: '嵌套超过 32 层。没有采用，已有的配置不变',
    en: 'Nested deeper than 32 levels. Not used; the other profiles are unchanged',
  },
  'duplicate-key': { zh: '同一对象里键重复', en: 'The same key twice in one object' },
  form: {
    zh: '不符合配置文件的格式：缺少、多余或类型不对',
    en: 'Not the form of a profile: missing, not known here, or of the wrong type',
  },
  'format-newer': { zh: '这个文件是为更新版本的程序写的', en: 'This file was made for a newer version of the program' },
  'source-unknown': { zh: '引用了不存在的来源', en: 'Names a source that does not exist' },
  'source-without-title': {
    zh: '“documented”来源必须有标题或地址',
    en: 'A documented source needs a title or an address',
  },
  'enumeration-unknown': { zh: '引用了不存在的枚举', en: 'Names an enumeration that does not exist' },
  'device-unknown': { zh: '引用了不存在的设备', en: 'Names a device that does not exist' },
  'frame-unknown': { zh: '引用了不存在的帧', en: 'Names a frame that does not exist' },
  'id-twice': { zh: 'id 重复', en: 'The same id twice' },
  'name-reserved': { zh: '这个名字不能用', en: 'This name cannot be used' },
  'label-characters': {
    zh: '文字里有控制字符或改变方向的字符',
    en: 'A control character or one that turns the reading direction',
  },
  'range-reversed': { zh: '下限大于上限', en: 'The lower end is above the upper end' },
  'operand-unknown': { zh: '引用了不存在的项', en: 'Names an item that does not exist' },
  'length-wrong': { zh: '长度缺失，或不适合这个类型', en: 'The length is missing or does not suit the type' },
  'outside-frame': { zh: '字段超出帧的长度', en: 'The field lies outside the frame' },
  overlap: { zh: '与前面的字段重叠', en: 'Overlaps an earlier field' },
  'bytes-length': { zh: '字节数与字段长度不符', en: 'Not as many bytes as the field has' },
  'equals-not-unsigned': { zh: 'equals 只能用于无符号整数', en: '`equals` is for unsigned integers only' },
  'bits-outside': { zh: '位超出字段，或这个类型没有位', en: 'Bits outside the field, or a type without bits' },
  'when-unknown': {
    zh: 'when 必须引用同一布局中前面的数字字段',
    en: '`when` must name an earlier number of the same layout',
  },
  'test-path-unknown': { zh: '测试引用了不存在的字段', en: 'A test names a field that does not exist' },
};
